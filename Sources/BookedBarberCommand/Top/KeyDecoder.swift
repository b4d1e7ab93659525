/// Makes keys of the bytes that a terminal sends, however these are cut into pieces.
struct KeyDecoder: Sendable {
    private enum State {
        case plain
        /// After an escape character, and after the bracket that follows it.
        case escape
        case sequence(String)
    }

    /// No sequence of a key that is known is longer.
    private static let longest = 8

    private var state = State.plain

    /// Bytes that mean nothing are passed over.
    mutating func keys(in bytes: some Sequence<UInt8>) -> [TopKey] { bytes.compactMap { key($0) } }

    private mutating func key(_ byte: UInt8) -> TopKey? {
        switch (state, byte) {
        case (_, 0x1B): state = .escape
        case (.escape, UInt8(ascii: "[")), (.escape, UInt8(ascii: "O")): state = .sequence("")
        case (.sequence(let text), 0x20...0x3F) where text.utf8.count < Self.longest:
            state = .sequence(text + String(UnicodeScalar(byte)))
        case (.sequence(let text), 0x40...0x7E):
            state = .plain
            return TopKey(sequence: text + String(UnicodeScalar(byte)))
        default:
            state = .plain
            return TopKey(byte: byte)
        }
        return nil
    }
}
