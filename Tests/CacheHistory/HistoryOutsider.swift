import Postgres
import PostgresDatabase
import TestServers

/// Another program that writes to the same tables, and knows of the cache only by the outbox.
struct HistoryOutsider {
    static let name = "another program"

    let database: Database
    let keys: HistoryKeys
    let end: Int64
    var numbers: SeededNumbers

    /// Until the end; it gives up earlier when the task is cancelled.
    mutating func write() async -> ProcessHistory {
        var events: [HistoryEvent] = []
        var number = 0
        while HistoryWorker.now < end, !Task.isCancelled {
            try? await Task.sleep(for: numbers.milliseconds(20...200))
            number += 1
            let choice = numbers.number(0...9)
            let key =
                choice < 6
                ? keys.anyForeign(&numbers) : choice < 8 ? keys.anySlow(&numbers) : keys.anyQuick(&numbers)
            events.append(await write(key, number))
        }
        return ProcessHistory(name: Self.name, events: events)
    }

    private func write(_ key: Int, _ number: Int) async -> HistoryEvent {
        let begin = HistoryWorker.now
        do {
            let rows = try await database.write(
                HistoryWriter.statement(key, .outbox, Self.name, number), deadline: .seconds(5))
            let version = try rows.decode(Int.self)[0]
            return .write(key: key, version: version, way: .outbox, begin: begin, end: HistoryWorker.now)
        } catch {
            // Whether it was committed is read from the database in the end.
            return .unknown(number: number, key: key, begin: begin, end: HistoryWorker.now)
        }
    }
}
