import BenchmarkReport
import QueryCaching
import Synchronization

/// Hits of the tier in memory.
extension Case {
    static func memoryHits(threads: Int) -> Case {
        Case(
            id: "l1-hit-\(threads)",
            title: "hits in memory, valueInMemory, \(threads) thread\(threads == 1 ? "" : "s"), 100,000 entries",
            unit: "hits/s", reference: "Dictionary under a Mutex",
            measure: { round in
                let entries = try await ResidentEntries.shared.value
                return await sample(threads, round) { thread, stop in
                    entries.hits(from: thread << 19, until: stop) {
                        entries.cache.valueInMemory(ClientProfile.resident, key: $0)
                    }
                }
            },
            measureReference: { round in
                let entries = try await ResidentEntries.shared.value
                return await sample(threads, round) { thread, stop in dictionaryHits(entries, thread, stop) }
            })
    }

    /// As an application calls it: with tags and a load.
    static var memoryValues: Case {
        Case(
            id: "l1-value-1", title: "hits in memory, value, 1 task, 100,000 entries", unit: "hits/s",
            reference: "Dictionary under a Mutex",
            measure: { round in
                let entries = try await ResidentEntries.shared.value
                let stop = StopSignal(after: round.duration)
                let cpu = CPUTime.ownMicroseconds
                let start = ContinuousClock.now
                let found = try await entries.hits(until: stop) { key, id in
                    try await entries.cache.value(
                        ClientProfile.resident, key: key, tags: [CacheTag("user", Int(id))]
                    ) { ClientProfile(Int(id)) }
                }
                let elapsed: Duration = .now - start
                return Sample(
                    Double(found) / elapsed.inSeconds, cpu: (CPUTime.ownMicroseconds - cpu) / Double(found))
            },
            measureReference: { round in
                let entries = try await ResidentEntries.shared.value
                return await sample(1, round) { thread, stop in dictionaryHits(entries, thread, stop) }
            })
    }

    private static func dictionaryHits(_ entries: ResidentEntries, _ thread: Int, _ stop: StopSignal) -> Int {
        let dictionary = entries.dictionary
        return entries.hits(from: thread << 19, until: stop) { key in dictionary.values.withLock { $0[key] } }
    }

    private static func sample(
        _ threads: Int, _ round: Round, _ work: @escaping @Sendable (Int, StopSignal) -> Int
    ) async -> Sample {
        let outcome = await ThreadCrowd(threads: threads, duration: round.duration).run(work)
        return Sample(outcome.perSecond, cpu: outcome.cpuPerOperation)
    }
}
