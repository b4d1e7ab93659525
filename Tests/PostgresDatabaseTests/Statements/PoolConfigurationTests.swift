import Postgres
import Testing

@testable import PostgresDatabase

@Suite struct PoolConfigurationTests {
    @Test func theDefaultsAreValid() throws {
        let configuration = PoolConfiguration()

        try configuration.validate()

        #expect(configuration.size == 50)
        #expect(configuration.maxOverflow == 20)
        #expect(configuration.acquireTimeout == .seconds(30))
        #expect(configuration.recycle == .seconds(3600))
    }

    struct Mistake: Sendable {
        let expected: String
        let make: @Sendable (inout PoolConfiguration) -> Void

        init(_ expected: String, _ make: @escaping @Sendable (inout PoolConfiguration) -> Void) {
            self.expected = expected
            self.make = make
        }
    }

    private static let mistakes: [Mistake] = [
        Mistake("`size` is 0, allowed is 1 to 10000") { $0.size = 0 },
        Mistake("`maxOverflow` is -1, allowed is 0 to 10000") { $0.maxOverflow = -1 },
        Mistake("`acquireTimeout` is 0.0 seconds, allowed is 0.01 seconds to 3600.0 seconds") {
            $0.acquireTimeout = .zero
        },
        Mistake("`recycle` is 0.5 seconds, allowed is 1.0 seconds to") { $0.recycle = .milliseconds(500) },
        Mistake("`recycleJitter` is 0.6, allowed is 0.0 to 0.5") { $0.recycleJitter = 0.6 },
        Mistake("`recycleJitter` is nan") { $0.recycleJitter = .nan },
        Mistake("`prePingBypass` is -1.0 seconds") { $0.prePingBypass = .seconds(-1) },
        Mistake("`prePingTimeout`") { $0.prePingTimeout = .seconds(100) },
        Mistake("`maxWaiters`") { $0.maxWaiters = 2_000_000 },
        Mistake("`maxWaiters` is 0, allowed is 1 to") { $0.maxWaiters = 0 },
        Mistake("`leaseWarning`") { $0.leaseWarning = .zero },
        Mistake("`connectsAtOnce`") { $0.connectsAtOnce = 0 },
    ]

    @Test(arguments: mistakes.indices) func whatIsImpossibleIsNamed(index: Int) async throws {
        let mistake = Self.mistakes[index]
        var pool = PoolConfiguration()
        mistake.make(&pool)

        let error = await postgresError { [pool] in
            _ = try DatabaseConfiguration(url: "postgres://localhost/shop", pool: pool)
        }

        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains(mistake.expected) == true, "\(error?.message ?? "")")
    }

    @Test func everyMistakeIsNamedAtOnce() async throws {
        var pool = PoolConfiguration()
        pool.size = 0
        pool.maxWaiters = -1

        let error = await postgresError { [pool] in try pool.validate() }

        #expect(error?.message.contains("`size`") == true)
        #expect(error?.message.contains("`maxWaiters`") == true)
    }
}
