import BenchmarkReport

extension Bar {
    static func all(_ results: [CaseResult]) -> [Bar] {
        func ratio(_ id: String, _ bar: Double) -> Double? {
            results.first { $0.id == id }?.ratio.map { $0 / bar }
        }
        return [
            Bar(name: "/v1/me ≥ 0.7 × a fixed response", reached: ratio("http-me", 0.7)),
            Bar(name: "a barber's day ≥ 0.35 × a fixed response", reached: ratio("http-calendar", 0.35)),
        ]
    }
}
