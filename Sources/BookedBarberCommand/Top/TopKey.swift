/// A key that `top` knows.
enum TopKey: Sendable, Equatable {
    case quit, suspend, redraw
    case sort, pause, help
    case section(TopView.Section)
    case up, down, pageUp, pageDown, home, end

    /// A letter, a digit, or what Ctrl makes of one; nil when it means nothing.
    init?(byte: UInt8) {
        switch byte {
        case UInt8(ascii: "q"), UInt8(ascii: "Q"), 0x03: self = .quit
        case 0x1A: self = .suspend
        case 0x0C: self = .redraw
        case UInt8(ascii: "s"): self = .sort
        case UInt8(ascii: "p"), UInt8(ascii: " "): self = .pause
        case UInt8(ascii: "?"), UInt8(ascii: "h"): self = .help
        case UInt8(ascii: "k"): self = .up
        case UInt8(ascii: "j"): self = .down
        default:
            guard let section = TopView.Section(rawValue: Int(byte) - 0x30) else { return nil }
            self = .section(section)
        }
    }

    /// The end of an escape sequence, such as `A` or `5~`.
    init?(sequence: String) {
        switch sequence {
        case "A": self = .up
        case "B": self = .down
        case "5~": self = .pageUp
        case "6~": self = .pageDown
        case "H", "1~", "7~": self = .home
        case "F", "4~", "8~": self = .end
        default: return nil
        }
    }
}
