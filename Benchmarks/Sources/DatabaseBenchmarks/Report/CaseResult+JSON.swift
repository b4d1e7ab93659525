import Foundation

/// Every key is always there: null where there is nothing to say.
extension CaseResult: Encodable {
    private enum Keys: String, CodingKey {
        case id
        case title = "case"
        case unit, value, reference, referenceValue, ratio, spread
        case percentile99 = "percentile99Microseconds"
        case referencePercentile99 = "referencePercentile99Microseconds"
        case cpu = "clientCPUMicroseconds"
        case referenceCPU = "referenceCPUMicroseconds"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(reference, forKey: .reference)
        try container.encode(referenceValue, forKey: .referenceValue)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(spread, forKey: .spread)
        try container.encode(percentile99, forKey: .percentile99)
        try container.encode(referencePercentile99, forKey: .referencePercentile99)
        try container.encode(cpu, forKey: .cpu)
        try container.encode(referenceCPU, forKey: .referenceCPU)
    }
}

extension [CaseResult] {
    func writeJSON(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }
}
