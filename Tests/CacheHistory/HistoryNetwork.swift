import TestServers

/// The network between one worker and PostgreSQL, which fails at random.
struct HistoryNetwork: Sendable {
    let proxy: FaultProxy
    let log: HistoryLog

    /// Resets every connection, once, a moment later.
    func cutAll(after delay: Duration) {
        Task { [proxy] in
            try? await Task.sleep(for: delay)
            await proxy.cutAll()
        }
    }

    /// One fault after the other, until shortly before the end.
    func fail(until end: Int64, _ numbers: SeededNumbers) async {
        var numbers = numbers
        while HistoryWorker.now < end - 3_000_000_000 {
            guard (try? await Task.sleep(for: numbers.milliseconds(1000...5000))) != nil else { return }
            let faults: [Fault] = [.cut, .blackHole, .mute, .hold, .halfOpen, .delay(numbers.milliseconds(5...50))]
            let choice = numbers.number(0...faults.count)
            guard choice < faults.count else {
                // The server answers whoever connects again: nothing is excused.
                await proxy.cutAll()
                continue
            }
            let pause = numbers.milliseconds(50...1200)
            // One that is slow still answers.
            let isExcused = choice != faults.count - 1
            if isExcused { log.write(.unreachable(at: HistoryWorker.now)) }
            await proxy.set(faults[choice])
            try? await Task.sleep(for: pause)
            await proxy.set(.none)
            if isExcused { log.write(.reachable(at: HistoryWorker.now)) }
        }
    }
}
