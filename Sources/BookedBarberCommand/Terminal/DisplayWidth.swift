/// What a terminal does with a character.
///
/// Widths are those of Unicode's East Asian Width (UAX #11): 2 for `W` and `F`, 0 for marks, which stand on the letter
/// before. The ranges are those of whole blocks.
enum DisplayWidth: Equatable {
    case columns(Int)
    /// Drawn over the character before it.
    case mark
    /// White space of any kind.
    case space
    /// Shown as a replacement: it could do something else than be seen.
    case unsafe
    /// Invisible and harmless, and terminals disagree about its width.
    case dropped

    init(of scalar: Unicode.Scalar) {
        let value = scalar.value
        if (0x20..<0x7F).contains(value) {
            self = value == 0x20 ? .space : .columns(1)
            return
        }
        let properties = scalar.properties
        if properties.isWhitespace {
            self = .space
            return
        }
        if Self.leftOut.contains(where: { $0.contains(value) }) {
            self = .dropped
            return
        }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: self = .unsafe
        case .nonspacingMark, .enclosingMark: self = .mark
        // The vowels and last consonants of Korean syllables that are written in parts.
        default: self = (0x1160...0x11FF).contains(value) ? .mark : .columns(Self.isWide(scalar) ? 2 : 1)
        }
    }

    /// Soft hyphen, joiners, word joiner, byte order mark, variation selectors, skin tones.
    private static let leftOut: [ClosedRange<UInt32>] = [
        0xAD...0xAD, 0x200C...0x200D, 0x2060...0x2060, 0xFEFF...0xFEFF, 0xFE00...0xFE0F, 0xE0100...0xE01EF,
        0x1F3FB...0x1F3FF,
    ]

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
        0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
        0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F300...0x1F320, 0x20000...0x3FFFD,
    ]

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        // Two of these make a flag, which is two columns wide.
        if (0x1F1E6...0x1F1FF).contains(scalar.value) { return false }
        return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
    }
}
