import Postgres
import PostgresDatabase
import Synchronization
import TestServers

/// One of the tasks: does one thing after the other until it is told to stop.
struct Worker {
    let number: Int
    let database: Database
    let tally: Tally
    let ledger: Ledger
    let watch: Watchdog
    let isStopped: @Sendable () -> Bool
    var numbers: SeededNumbers

    mutating func run() async {
        while !isStopped() {
            let kind = Operation.random(&numbers)
            let cancelAfter = numbers.happens(8) ? numbers.milliseconds(0...80) : nil
            let deadline = numbers.happens(8) ? numbers.milliseconds(1...400) : nil
            await perform(kind, cancelAfter, deadline)
        }
    }

    private mutating func perform(_ kind: Operation, _ cancelAfter: Duration?, _ deadline: Duration?) async {
        let call = Call(kind: kind, deadline: deadline, numbers: split(), database: database, ledger: ledger)
        let start = ContinuousClock.now
        tally.began()
        watch.began(number, "\(kind)\(cancelAfter == nil ? "" : ", cancelled")\(deadline == nil ? "" : ", deadline")")
        let failure: (any Error)?
        if let cancelAfter {
            let task = Task { await call.failure() }
            try? await Task.sleep(for: cancelAfter)
            task.cancel()
            failure = await task.value
        } else {
            failure = await call.failure()
        }
        watch.ended(number)
        let outcome = judge(failure, kind, wasCancelled: cancelAfter != nil, hadDeadline: deadline != nil)
        tally.ended(kind, outcome, after: .now - start)
        // As those do who are told that the database is not available.
        if outcome == "serverUnavailable" { try? await Task.sleep(for: numbers.milliseconds(20...200)) }
    }

    private mutating func split() -> SeededNumbers { SeededNumbers(seed: numbers.next(), stream: 0) }

    private func judge(
        _ failure: (any Error)?, _ kind: Operation, wasCancelled: Bool, hadDeadline: Bool
    ) -> String {
        switch failure {
        case nil: return "ok"
        case is Judgement.Abandoned: return "rolled back"
        case let wrong as Judgement.WrongAnswer: tally.violation("\(kind): \(wrong.text)")
        case let error as PostgresError:
            let isExpected = Judgement.isExpected(
                error, of: kind, wasCancelled: wasCancelled, hadDeadline: hadDeadline)
            if !isExpected {
                tally.violation("\(kind): \(error.code) \(error.sqlState?.rawValue ?? "") \(error.message)")
            }
            return error.code == .server ? error.sqlState?.rawValue ?? "server" : "\(error.code)"
        case .some(let error): tally.violation("\(kind): \(error)")
        }
        return "WRONG"
    }
}
