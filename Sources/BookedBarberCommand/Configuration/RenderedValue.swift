/// A configuration value made ready to be shown, with the type that JSON gives it.
enum RenderedValue: Sendable, Equatable, CustomStringConvertible {
    case integer(Int)
    case decimal(Double)
    case boolean(Bool)
    case text(String)
    case none

    /// What the table shows; absent values are a dash there.
    var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .decimal(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
        case .boolean(let value): "\(value)"
        case .text(let value): value
        case .none: "–"
        }
    }
}

extension RenderedValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .decimal(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .none: try container.encodeNil()
        }
    }
}
