import Foundation
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarber

@Suite struct AccountsTests {
    @discardableResult
    private func with<R: Sendable>(_ body: (Repositories, Database) async throws -> R) async throws -> R {
        try await TestDatabase.withMigrated("accounts") { database in
            try await body(Repositories(database: database, hasher: .cheap()), database)
        }
    }

    private func signUp(_ repositories: Repositories, _ email: String = "ada@example.com") async throws -> User {
        try await repositories.accounts.signUp(
            NewUser(email: email, fullName: "Ada", phone: "+1 212 555 0100"), password: "correct horse", at: now)
    }

    @Test func whoSignsUpCanSignInAndIsKnownByTheToken() async throws {
        try await with { repositories, _ in
            let user = try await signUp(repositories)
            let signedIn = try await repositories.accounts.signIn(
                email: " ADA@example.com ", password: "correct horse", at: now)

            #expect(user.role == .client && user.version == 1 && user.createdAt == now)
            #expect(signedIn.user == user)
            #expect(try await repositories.accounts.authenticate(signedIn.session.token.text, at: now) == user)
        }
    }

    @Test func anAddressCanSignUpOnce() async throws {
        try await with { repositories, _ in
            _ = try await signUp(repositories)

            await refused(.emailTaken, field: "email") { try await signUp(repositories, "Ada@Example.com") }
        }
    }

    @Test(arguments: ["", "1234567", String(repeating: "x", count: 201)])
    func aPasswordHasALength(password: String) async throws {
        try await with { repositories, _ in
            await refused(.invalid, field: "password") {
                try await repositories.accounts.signUp(
                    NewUser(email: "ada@example.com", fullName: "Ada"), password: password, at: now)
            }
        }
    }

    @Test(arguments: [("ada@example.com", "wrong horse"), ("bob@example.com", "correct horse"), ("nonsense", "")])
    func wrongCredentialsAreAllRefusedAlike(email: String, password: String) async throws {
        try await with { repositories, _ in
            _ = try await signUp(repositories)
            let refusal = await refused(.wrongCredentials) {
                try await repositories.accounts.signIn(email: email, password: password, at: now)
            }

            #expect(refusal?.message == "The email address or the password is wrong.")
        }
    }

    @Test func aTokenIsNotStored() async throws {
        try await with { repositories, database in
            _ = try await signUp(repositories)
            let token = try await repositories.accounts.signIn(
                email: "ada@example.com", password: "correct horse", at: now
            ).session.token
            let stored = try await database.read("SELECT token_hash FROM sessions").decode(Data.self)

            #expect(stored == [token.digest])
            #expect(stored[0] != Data(token.text.utf8))
        }
    }

    @Test func aTokenThatIsSignedOutExpiredOrNoneIsNobodys() async throws {
        try await with { repositories, _ in
            _ = try await signUp(repositories)
            let session = try await repositories.accounts.signIn(
                email: "ada@example.com", password: "correct horse", at: now
            ).session
            let text = session.token.text

            #expect(try await repositories.accounts.authenticate(text, at: session.expiresAt - 1) != nil)
            #expect(try await repositories.accounts.authenticate(text, at: session.expiresAt) == nil)
            #expect(try await repositories.accounts.authenticate(SessionToken().text, at: now) == nil)
            #expect(try await repositories.accounts.authenticate("not a token", at: now) == nil)

            try await repositories.accounts.signOut(text)
            try await repositories.accounts.signOut(text)
            #expect(try await repositories.accounts.authenticate(text, at: now) == nil)
        }
    }

    @Test func aDisabledAccountIsGone() async throws {
        try await with { repositories, database in
            let user = try await signUp(repositories)
            let token = try await repositories.accounts.signIn(
                email: "ada@example.com", password: "correct horse", at: now
            ).session.token.text
            try await database.write("UPDATE users SET disabled_at = \(now) WHERE id = \(user.id)")

            #expect(try await repositories.accounts.authenticate(token, at: now) == nil)
            #expect(try await repositories.users.find(user.id) == nil)
            await refused(.wrongCredentials) {
                try await repositories.accounts.signIn(email: "ada@example.com", password: "correct horse", at: now)
            }
        }
    }

    @Test func allSessionsOfAUserCanBeEnded() async throws {
        try await with { repositories, _ in
            let user = try await signUp(repositories)
            let one = try await repositories.sessions.create(for: user.id, at: now, lasting: .seconds(60))
            _ = try await repositories.sessions.create(for: user.id, at: now, lasting: .seconds(60))

            #expect(try await repositories.sessions.revokeAll(of: user.id) == 2)
            #expect(try await repositories.sessions.user(of: one.token, at: now) == nil)
        }
    }

    @Test func aHashOfOldParametersIsRenewedAtSignIn() async throws {
        try await with { repositories, database in
            let user = try await signUp(repositories)
            let stronger = PasswordHasher(parameters: .init(logN: 5, r: 8, p: 1))
            let accounts = Accounts(database: database, hasher: stronger)

            _ = try await accounts.signIn(email: user.email, password: "correct horse", at: now)

            let stored = try await database.read("SELECT password_hash FROM users").decode(String.self)
            #expect(stored[0].hasPrefix("$scrypt$ln=5,"))
            _ = try await accounts.signIn(email: user.email, password: "correct horse", at: now)
        }
    }
}

@Suite struct ProfileTests {
    @Test func onlyWhatIsGivenChanges() async throws {
        try await TestShop.with("profile") { shop in
            let users = shop.repositories.users
            let named = try await users.update(
                shop.client.id, ProfileChange(fullName: "Grace", phone: "911"), expecting: 1, at: now + 1)
            let same = try await users.update(shop.client.id, ProfileChange(), expecting: 2, at: now + 2)
            let without = try await users.update(
                shop.client.id, ProfileChange(phone: .some(nil)), expecting: 3, at: now + 3)

            #expect(named.fullName == "Grace" && named.phone == "911" && named.version == 2)
            #expect(same.fullName == "Grace" && same.phone == "911")
            #expect(without.fullName == "Grace" && without.phone == nil && without.version == 4)
        }
    }

    @Test func aChangeOfAnOlderVersionIsRefusedWithTheVersionNow() async throws {
        try await TestShop.with("profile") { shop in
            let users = shop.repositories.users
            _ = try await users.update(shop.client.id, ProfileChange(fullName: "Grace"), expecting: 1, at: now)
            let refusal = await refused(.versionConflict) {
                try await users.update(shop.client.id, ProfileChange(fullName: "Ada"), expecting: 1, at: now)
            }

            #expect(refusal?.currentVersion == 2)
            await refused(.notFound) { try await users.update(999_999, ProfileChange(), expecting: 1, at: now) }
        }
    }
}
