import BenchmarkReport

extension Bar {
    static func all(_ results: [CaseResult]) -> [Bar] {
        let found = Dictionary(uniqueKeysWithValues: results.map { ($0.id, $0) })
        func ratio(_ id: String, _ bar: Double) -> Double? { found[id]?.ratio.map { $0 / bar } }
        let (lane, lease) = (found["lane-reads"], found["lease-reads"])
        let pgbenchCPU = lease?.referenceCPU
        return [
            Bar(name: "lanes ≥ 0.9 × pgbench's pipelines", reached: ratio("lane-reads", 0.9)),
            Bar(
                name: "lanes ≥ 3 × pgbench -M prepared -c 8",
                reached: share(lane?.value, of: lease?.referenceValue.map { $0 * 3 })),
            Bar(name: "leases ≥ 0.75 × pgbench", reached: ratio("lease-reads", 0.75)),
            Bar(name: "latency of a lane ≤ 1.15 × pgbench's", reached: ratio("latency-lane", 1 / 1.15)),
            Bar(name: "latency of a lease ≤ 1.25 × pgbench's", reached: ratio("latency-lease", 1 / 1.25)),
            Bar(
                name: "CPU of a lane read ≤ 1/3 of pgbench's query",
                reached: share(pgbenchCPU.map { $0 / 3 }, of: lane?.cpu)),
            Bar(
                name: "CPU of a leased read ≤ 2 × pgbench's query",
                reached: share(pgbenchCPU.map { $0 * 2 }, of: lease?.cpu)),
            Bar(name: "stream ≥ 0.5 × psql", reached: ratio("stream", 0.5)),
            Bar(name: "acquire and release ≤ 1 µs", reached: share(1000, of: found["acquire-1"]?.value)),
        ]
    }
}
