import BenchmarkReport

extension Bar {
    static func all(_ results: [CaseResult]) -> [Bar] {
        let found = Dictionary(uniqueKeysWithValues: results.map { ($0.id, $0) })
        func ratio(_ id: String, _ bar: Double) -> Double? { found[id]?.ratio.map { $0 / bar } }
        func none(_ value: Double?) -> Double? { value.map { $0 == 0 ? 1 : 0 } }
        let day = found["day"]?.details
        return [
            Bar(name: "a hit in memory ≥ 0.5 × a dictionary, 1 thread", reached: ratio("l1-hit-1", 0.5)),
            Bar(name: "2 million hits a second, 1 thread", reached: found["l1-hit-1"].map { $0.value / 2e6 }),
            Bar(name: "hits in memory ≥ 1.5 × a dictionary, 2 threads", reached: ratio("l1-hit-2", 1.5)),
            Bar(name: "GET ≥ 0.65 × redis-benchmark -P 64", reached: ratio("redis-get", 0.65)),
            Bar(name: "a lone GET ≤ 1.5 × redis-benchmark's time", reached: ratio("redis-latency", 1 / 1.5)),
            Bar(name: "hits in Redis ≥ 0.3 × GET", reached: ratio("l2-hit", 0.3)),
            Bar(name: "one load for 1,000 callers", reached: share(1, of: found["cold-key"]?.value)),
            Bar(name: "hit ratio of a day ≥ 95 %", reached: day?["hitRatio"].map { $0 / 0.95 }),
            Bar(name: "no stale read where it was written", reached: none(day?["staleReads"])),
            Bar(name: "no stale read elsewhere after 2 s", reached: none(day?["staleReadsElsewhere"])),
            Bar(name: "queries of reads ÷ 10", reached: ratio("day", 10)),
            Bar(
                name: "all statements ÷ 10, writes and the outbox included",
                reached: day?["statementsRatio"].map { $0 / 10 }),
        ]
    }
}
