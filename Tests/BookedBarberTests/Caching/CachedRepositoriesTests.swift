import Foundation
import Logging
import Postgres
import PostgresDatabase
import QueryCaching
import Testing

@testable import BookedBarber

/// What is read through a cache is what the database would have said.
@Suite struct CachedRepositoriesTests {
    private func withCache(_ body: (Repositories, TestShop, QueryCache) async throws -> Void) async throws {
        try await TestShop.with("cached") { shop in
            let cache = try QueryCache(database: shop.database, logger: Logger(label: "cache"))
            try await body(Repositories(database: shop.database, cache: cache, hasher: .cheap()), shop, cache)
        }
    }

    private func signedIn(_ repositories: Repositories, _ email: String) async throws -> SignedIn {
        let new = try NewUser(email: email, fullName: "Ada")
        _ = try await repositories.accounts.signUp(new, password: "a long password", at: now)
        return try await repositories.accounts.signIn(email: email, password: "a long password", at: now)
    }

    @Test func whoIsSignedInIsFoundWithoutAStatement() async throws {
        try await withCache { repositories, _, cache async throws in
            let token = try await signedIn(repositories, "ada@example.org").session.token.text
            let first = try await repositories.accounts.authenticate(token, at: now)
            let loads = cache.statistics.kinds.map(\.counts.loads)

            let second = try await repositories.accounts.authenticate(token, at: now)

            #expect(first?.email == "ada@example.org" && second == first)
            #expect(cache.statistics.kinds.map(\.counts.loads) == loads)
        }
    }

    @Test func signingOutTakesEffectAtOnce() async throws {
        try await withCache { repositories, _, _ in
            let one = try await signedIn(repositories, "ada@example.org")
            let other = try await repositories.accounts.signIn(
                email: "ada@example.org", password: "a long password", at: now)
            let tokens = [one.session.token.text, other.session.token.text]
            #expect(try await repositories.accounts.authenticate(tokens[0], at: now) != nil)
            #expect(try await repositories.accounts.authenticate(tokens[1], at: now) != nil)

            try await repositories.accounts.signOut(tokens[0])

            #expect(try await repositories.accounts.authenticate(tokens[0], at: now) == nil)
            #expect(try await repositories.accounts.authenticate(tokens[1], at: now) != nil)
            try await repositories.sessions.revokeAll(of: one.user.id)
            #expect(try await repositories.accounts.authenticate(tokens[1], at: now) == nil)
        }
    }

    @Test func aSessionThatHasEndedIsOverAlsoInTheCache() async throws {
        try await withCache { repositories, _, _ in
            let signedIn = try await signedIn(repositories, "ada@example.org")
            let token = signedIn.session.token.text
            #expect(try await repositories.accounts.authenticate(token, at: now) != nil)

            let later = signedIn.session.expiresAt.addingTimeInterval(1)

            #expect(try await repositories.accounts.authenticate(token, at: later) == nil)
        }
    }

    @Test func tokensThatAreNobodysAreNotKept() async throws {
        try await withCache { repositories, _, cache async throws in
            for _ in 0..<20 {
                #expect(try await repositories.accounts.authenticate(SessionToken().text, at: now) == nil)
            }

            #expect(cache.statistics.entries == 0)
        }
    }

    @Test func aChangedProfileIsSeenAtOnce() async throws {
        try await withCache { repositories, _, _ in
            let signedIn = try await signedIn(repositories, "ada@example.org")
            let token = signedIn.session.token.text
            _ = try await repositories.users.find(signedIn.user.id)
            _ = try await repositories.accounts.authenticate(token, at: now)

            let change = try ProfileChange(fullName: "Ada King", phone: nil)
            _ = try await repositories.users.update(signedIn.user.id, change, expecting: 1, at: now)

            #expect(try await repositories.users.find(signedIn.user.id)?.fullName == "Ada King")
            #expect(try await repositories.accounts.authenticate(token, at: now)?.fullName == "Ada King")
        }
    }

    @Test func aNewServiceIsInTheListAtOnce() async throws {
        try await withCache { repositories, shop, _ in
            let before = try await repositories.services.list(of: shop.location.id)

            let new = try NewService(name: "A new one", durationMinutes: 30, priceMinor: 100)
            let service = try await repositories.services.create(new, in: shop.location.id, at: now)

            let after = try await repositories.services.list(of: shop.location.id)
            #expect(Set(after.map(\.id)) == Set(before.map(\.id) + [service.id]))
        }
    }
}
