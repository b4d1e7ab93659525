import Postgres
import PostgresDatabase
import QueryCaching
import Synchronization
import TestServers

/// Writes the versions of one worker: by transactions of the cache, or beside it, with a call of `invalidate`.
final class HistoryWriter: Sendable {
    private let cache: QueryCache
    private let database: Database
    private let network: HistoryNetwork
    private let log: HistoryLog
    private let name: String
    private let end: Int64
    private let count = Atomic(0)

    init(
        cache: QueryCache, database: Database, network: HistoryNetwork, log: HistoryLog, name: String, end: Int64
    ) {
        (self.cache, self.database, self.network) = (cache, database, network)
        (self.log, self.name, self.end) = (log, name, end)
    }

    func write(_ key: Int, _ numbers: inout SeededNumbers) async {
        let number = count.add(1, ordering: .relaxed).newValue
        let cut = numbers.happens(2) ? numbers.number(0...3000) : nil
        if numbers.happens(25) {
            await plainly(key, number, cut)
        } else {
            await byTransaction(key, number, cut)
        }
    }

    private func byTransaction(_ key: Int, _ number: Int, _ cut: Int?) async {
        let (begin, name, network) = (HistoryWorker.now, name, network)
        do {
            let version = try await cache.transaction { transaction in
                let rows = try await transaction.query(
                    "UPDATE versions SET version = version + 1 WHERE id = \(key) RETURNING version")
                let version = try rows.decode(Int.self)[0]
                try await transaction.query("INSERT INTO written VALUES (\(key), \(version), 't', \(name), \(number))")
                transaction.invalidate(HistoryTask.tag(key))
                // About when COMMIT is under way.
                if let cut { network.cutAll(after: .microseconds(cut)) }
                return version
            }
            log.write(.write(key: key, version: version, begin: begin, end: HistoryWorker.now))
        } catch let error as PostgresError where error.code == .commitOutcomeUnknown {
            log.write(.unknown(number: number, key: key, begin: begin, end: HistoryWorker.now))
        } catch {
            log.write(.refused(number: number, key: key, begin: begin, end: HistoryWorker.now))
        }
    }

    private func plainly(_ key: Int, _ number: Int, _ cut: Int?) async {
        let begin = HistoryWorker.now
        if let cut { network.cutAll(after: .microseconds(cut)) }
        do throws(PostgresError) {
            let rows = try await database.write(Self.statement(key, .plain, name, number))
            let version = (try? rows.decode(Int.self))?.first ?? 0
            log.write(.write(key: key, version: version, way: .plain, begin: begin, end: HistoryWorker.now))
        } catch {
            // As `Database.write` says.
            let mayHaveRun = [.connectionLost, .timedOut, .cancelled].contains(error.code) || error.isServersEnd
            let now = HistoryWorker.now
            log.write(
                mayHaveRun
                    ? .unknown(number: number, key: key, begin: begin, end: now)
                    : .refused(number: number, key: key, begin: begin, end: now))
            guard mayHaveRun else { return }
        }
        await invalidate(key)
    }

    /// Until somebody was told, as the documentation says.
    private func invalidate(_ key: Int) async {
        var wasTold = false
        repeat {
            let begin = HistoryWorker.now
            wasTold = (try? await cache.invalidate(HistoryTask.tag(key))) != nil
            log.write(.invalidated(key: key, wasTold: wasTold, begin: begin, end: HistoryWorker.now))
            if !wasTold { try? await Task.sleep(for: .milliseconds(100)) }
        } while !wasTold && HistoryWorker.now < end
    }

    /// A write in one statement, with its row for the check; by another program it goes to the outbox, too.
    static func statement(_ key: Int, _ way: HistoryWay, _ writer: String, _ number: Int) -> Query {
        let row: Query = """
            WITH changed AS (UPDATE versions SET version = version + 1 WHERE id = \(key) RETURNING version),
            noted AS (INSERT INTO written SELECT \(key)::bigint, version, \(way.rawValue)::text, \(writer)::text, \(number)::bigint FROM changed)
            SELECT version FROM changed
            """
        guard way == .outbox else { return row }
        return """
            WITH changed AS (UPDATE versions SET version = version + 1 WHERE id = \(key) RETURNING version),
            noted AS (INSERT INTO written SELECT \(key)::bigint, version, 'o', \(writer)::text, \(number)::bigint FROM changed),
            told AS (INSERT INTO cache_invalidations (tags) SELECT ARRAY[\(HistoryTask.tag(key).name)::text] FROM changed)
            SELECT version FROM changed
            """
    }
}

extension PostgresError {
    /// The server ended the session while it executed the statement (class 57P), which may have been done.
    var isServersEnd: Bool { sqlState?.rawValue.hasPrefix("57P") ?? false }
}
