import LocalServers
import TestServers

/// Does harm to the server, to the network and to the tables, one thing after the other.
struct FaultInjector {
    enum Harm: CaseIterable {
        case terminate, crash, restart, restartAtOnce, suspend, change, recreate
        case cutAll, cut, delay, blackHole, mute, hold, halfOpen, garbage, oneByteAtATime, throttle
    }

    let server: LocalPostgres
    let proxy: FaultProxy
    let tally: Tally
    /// In milliseconds, between one fault and the next.
    let pauses: ClosedRange<Int>
    var numbers: SeededNumbers
    /// What has not been done since all kinds were: none comes twice before all others came once.
    private var deck: [Harm] = []

    init(server: LocalPostgres, proxy: FaultProxy, tally: Tally, pauses: ClosedRange<Int>, numbers: SeededNumbers) {
        self.server = server
        self.proxy = proxy
        self.tally = tally
        self.pauses = pauses
        self.numbers = numbers
    }

    /// Goes on until the time is over and each kind of fault has happened at least once.
    mutating func run(until end: ContinuousClock.Instant) async {
        var left = Set(Harm.allCases)
        while ContinuousClock.now < end || !left.isEmpty {
            try? await Task.sleep(for: numbers.milliseconds(pauses))
            if deck.isEmpty { deck = Harm.allCases.shuffled(using: &numbers) }
            let harm = deck.removeLast()
            left.remove(harm)
            tally.fault("\(harm)")
            do { try await perform(harm) } catch { tally.violation("The server could not be brought back: \(error)") }
        }
        await proxy.set(.none)
    }

    private mutating func perform(_ harm: Harm) async throws {
        switch harm {
        case .terminate:
            let many = numbers.number(1...8)
            await administer(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE usename = '\(server.userName)' ORDER BY random() LIMIT \(many)
                """)
        case .crash:
            try await server.kill()
            try await server.restart()
        case .restart: try await server.restart(.fast)
        case .restartAtOnce:
            try await server.stop(.immediate)
            try? await Task.sleep(for: numbers.milliseconds(0...800))
            try await server.restart()
        case .suspend:
            await server.suspend()
            try? await Task.sleep(for: numbers.milliseconds(50...1500))
            await server.resume()
        case .change: await administer(Stage.changes[numbers.number(0...1)])
        case .recreate:
            await administer("DROP TABLE IF EXISTS vanishing")
            // In one transaction: nobody sees it before it is theirs.
            await administer("\(Stage.vanishing) ALTER TABLE vanishing OWNER TO \(server.userName)")
        case .cutAll: await proxy.cutAll()
        case .cut: await disturb(.cut)
        case .delay: await disturb(.delay(numbers.milliseconds(5...100)))
        case .blackHole: await disturb(.blackHole)
        case .mute: await disturb(.mute)
        case .hold: await disturb(.hold)
        case .halfOpen: await disturb(.halfOpen)
        case .garbage: await disturb(.garbage(seed: numbers.next()))
        case .oneByteAtATime: await disturb(.oneByteAtATime)
        case .throttle: await disturb(.throttled(bytesPerSecond: numbers.number(2_000...200_000)))
        }
    }

    private mutating func disturb(_ fault: Fault) async {
        await proxy.set(fault)
        try? await Task.sleep(for: numbers.milliseconds(50...1000))
        await proxy.set(.none)
    }

    /// By the blocking session that sets servers up, not by what is tested. That it fails does no harm.
    private func administer(_ sql: String) async {
        let url = server.adminURL(database: TestServers.databaseName(in: server.url))
        _ = try? await AdminSession.perform(url, within: .seconds(5)) { session throws(AdminSession.Failure) in
            try session.query("SET lock_timeout = '2s'; SET client_min_messages = warning")
            try session.query(sql)
        }
    }
}
