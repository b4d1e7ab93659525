import Foundation

/// Figures as a person reads them, short and with their unit. `-` is what isn't known.
enum Figure {
    static let unknown = "-"

    /// Whole numbers as they are, others with three digits or so; thousands are grouped.
    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite, value.magnitude < 1e15 else { return unknown }
        guard value != value.rounded() else { return ProgressLine.grouped(Int(value)) }
        switch value.magnitude {
        case ..<0.005: return value < 0 ? "-0.01" : "<0.01"
        case ..<0.995: return decimals(value, 2)
        case ..<99.95: return decimals(value, 1)
        default: return ProgressLine.grouped(Int(value.rounded()))
        }
    }

    /// - Parameter share: from 0 to 1.
    static func percent(_ share: Double?) -> String {
        guard let share, share.isFinite, share.magnitude < 1e12 else { return unknown }
        return "\(decimals(share * 100, share.magnitude < 0.9995 ? 1 : 0)) %"
    }

    static func seconds(_ value: Double?) -> String {
        guard let value, value.isFinite, value.magnitude < 1e12 else { return unknown }
        switch value {
        case ...0: return "0 s"
        case ..<0.000_999_5: return "\(Int((value * 1_000_000).rounded(.up))) µs"
        case ..<0.009_95: return "\(decimals(value * 1000, 1)) ms"
        case ..<0.999_5: return "\(Int((value * 1000).rounded())) ms"
        case ..<9.95:
            let text = decimals(value, 1)
            return "\(text.hasSuffix(".0") ? String(text.dropLast(2)) : text) s"
        case ..<86_400: return ProgressLine.readable(.seconds(value.rounded()))
        default:
            let hours = Int(value / 3600)
            return "\(hours / 24) d" + (hours % 24 > 0 ? " \(hours % 24) h" : "")
        }
    }

    /// In powers of 1024.
    static func bytes(_ value: Double?) -> String {
        guard let value, value.isFinite, value.magnitude < 1e18 else { return unknown }
        var (rest, unit) = (value, "B")
        for larger in ["KiB", "MiB", "GiB", "TiB", "PiB"] where rest.magnitude >= 1023.5 {
            (rest, unit) = (rest / 1024, larger)
        }
        return "\(unit == "B" || rest.magnitude >= 99.95 ? "\(Int(rest.rounded()))" : decimals(rest, 1)) \(unit)"
    }

    private static func decimals(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }
}
