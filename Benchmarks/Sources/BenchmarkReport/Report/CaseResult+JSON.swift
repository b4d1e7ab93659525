import Foundation

/// Every key is always there: null where there is nothing to say. Details come on top, by their names.
extension CaseResult: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (name, text) in [("id", id), ("case", title), ("unit", unit), ("reference", reference)] {
            try container.encode(text, forKey: Key(name))
        }
        let figures = [
            ("value", value), ("referenceValue", referenceValue), ("ratio", ratio), ("spread", spread),
            ("percentile99Microseconds", percentile99), ("referencePercentile99Microseconds", referencePercentile99),
            ("clientCPUMicroseconds", cpu), ("referenceCPUMicroseconds", referenceCPU),
        ]
        for (name, figure) in figures { try container.encode(figure, forKey: Key(name)) }
        for (name, figure) in details { try container.encode(figure, forKey: Key(name)) }
    }
}
