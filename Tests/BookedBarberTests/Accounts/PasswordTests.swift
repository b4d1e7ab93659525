import Foundation
import Testing

@testable import BookedBarber

extension PasswordHasher {
    /// Cheap enough for tests.
    static func cheap(concurrency: Int = 2, waitingLimit: Int = 64, patience: Duration = .seconds(10)) -> PasswordHasher
    {
        PasswordHasher(
            parameters: .init(logN: 4, r: 8, p: 1), concurrency: concurrency, waitingLimit: waitingLimit,
            patience: patience)
    }
}

@Suite struct PasswordHashTests {
    @Test func aHashOfTheStandardIsRight() async throws {
        // RFC 7914, section 12, the third test vector.
        let hash = try #require(
            PasswordHash(
                encoded: "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$"
                    + "cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw"))
        let hasher = PasswordHasher.cheap()

        #expect(try await hasher.verify("pleaseletmein", against: hash))
        #expect(try await !hasher.verify("pleaseletmein!", against: hash))
    }

    @Test func aHashComesBackFromItsText() async throws {
        let hash = try await PasswordHasher.cheap().hash("correct horse")

        #expect(hash.encoded.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(PasswordHash(encoded: hash.encoded) == hash)
    }

    @Test(arguments: [
        "", "secret", "$scrypt$", "$bcrypt$ln=4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=40,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=20,r=32,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=+4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8,p=1$AA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$",
        "$scrypt$ln=4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA$more",
    ])
    func whatIsNoHashIsRefused(text: String) {
        #expect(PasswordHash(encoded: text) == nil)
    }

    @Test func neitherAHashNorATokenShowsItself() async throws {
        let hash = try await PasswordHasher.cheap().hash("correct horse")
        let token = SessionToken()

        #expect("\(hash)" == "<password hash>")
        #expect("\(token)" == "<session token>")
    }

    @Test func theRecommendedParametersAreReasonable() {
        #expect(PasswordHash.Parameters.recommended.isReasonable)
    }
}

@Suite struct PasswordHasherTests {
    @Test func onlyTheRightPasswordIsRight() async throws {
        let hasher = PasswordHasher.cheap()
        let hash = try await hasher.hash("correct horse")

        #expect(try await hasher.verify("correct horse", against: hash))
        #expect(try await !hasher.verify("Correct horse", against: hash))
        #expect(try await !hasher.verify("", against: hash))
    }

    @Test func theSamePasswordHasAnotherHashEachTime() async throws {
        let hasher = PasswordHasher.cheap()

        #expect(try await hasher.hash("correct horse") != hasher.hash("correct horse"))
    }

    @Test func nobodysPasswordIsNeverRight() async throws {
        #expect(try await !PasswordHasher.cheap().verify("", against: nil))
    }

    @Test func aLetterWithItsAccentIsTheSameHoweverItIsTyped() async throws {
        let hasher = PasswordHasher.cheap()
        let hash = try await hasher.hash("caf\u{E9}")

        #expect(try await hasher.verify("cafe\u{301}", against: hash))
    }

    @Test func whoFindsTheLineFullIsTurnedAway() async throws {
        let hasher = PasswordHasher.cheap(concurrency: 1, waitingLimit: 0)
        let outcomes = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do { return try await hasher.verify("x", against: nil) } catch {
                        #expect((error as? DomainError)?.code == .busy)
                        return true
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(outcomes.count == 50)
        #expect(try await !hasher.verify("x", against: nil))
    }

    @Test func aTaskThatIsCancelledWhileItWaitsLeavesTheLine() async throws {
        let slots = WorkSlots(count: 1, waitingLimit: 4, patience: .seconds(60))
        try await slots.enter()
        let waiter = Task { try await slots.enter() }
        waiter.cancel()

        await #expect(throws: CancellationError.self) { try await waiter.value }
        slots.leave()
        try await slots.enter()
        slots.leave()
    }

    @Test func slotsAreHandedOnAndNoneIsLostUnderLoad() async throws {
        let slots = WorkSlots(count: 3, waitingLimit: 1000, patience: .seconds(60))
        let counter = ConcurrencyCounter()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    guard (try? await slots.enter()) != nil else { return }
                    await counter.begin()
                    await Task.yield()
                    await counter.end()
                    slots.leave()
                }
                if number % 7 == 0 { await Task.yield() }
            }
        }

        #expect(await counter.total == 300)
        #expect(await counter.highest <= 3)
    }
}

private actor ConcurrencyCounter {
    private(set) var total = 0
    private(set) var highest = 0
    private var now = 0

    func begin() {
        now += 1
        total += 1
        highest = max(highest, now)
    }

    func end() { now -= 1 }
}
