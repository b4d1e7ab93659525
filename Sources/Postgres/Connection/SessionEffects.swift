/// Whether a statement may leave something behind in its session that its next user would notice: settings, locks,
/// temporary tables, listeners, prepared statements, cursors.
///
/// Judged by the text, on the safe side: a statement that merely mentions such words counts as well. What a
/// function does inside cannot be seen. `SET LOCAL`, `SET TRANSACTION` and `SET CONSTRAINTS` end with their
/// transaction and don't count.
enum SessionEffects {
    static func mayRemain(after sql: String) -> Bool {
        let text = Array(sql.utf8.map(lowercased))
        let words = firstWords(text, 2)
        switch words.first {
        case "set": return !["local", "transaction", "constraints"].contains(words.last)
        case "reset", "listen", "unlisten", "prepare", "deallocate", "declare", "load", "discard", "do", "call":
            return true
        default: return traces.contains { contains(text, $0) }
        }
    }

    /// For a script of several statements.
    static func mayRemain(afterScript sql: String) -> Bool {
        let text = Array(sql.utf8.map(lowercased))
        return (traces + scriptTraces).contains { contains(text, $0) }
    }

    private static let traces: [[UInt8]] = [
        "advisory_lock", "set_config", " temp ", "\ttemp ", "\ntemp ", "temporary", "pg_temp", "with hold", "setseed",
    ].map { Array($0.utf8) }
    private static let scriptTraces: [[UInt8]] = [
        "set ", "listen", "prepare", "deallocate", "declare", "load ", "discard", "do ", "do$", "call ",
    ].map { Array($0.utf8) }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// The leading words, past white space and comments.
    private static func firstWords(_ text: [UInt8], _ limit: Int) -> [String] {
        var words: [String] = []
        var position = 0
        while words.count < limit, position < text.count {
            if text[position...].starts(with: Array("--".utf8)) {
                position = text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            } else if text[position...].starts(with: Array("/*".utf8)) {
                position = end(ofComment: text, from: position)
            } else if isWordByte(text[position]) {
                let end = text[position...].firstIndex { !isWordByte($0) } ?? text.count
                words.append(String(decoding: text[position..<end], as: UTF8.self))
                position = end
            } else {
                position += 1
            }
        }
        return words
    }

    private static func end(ofComment text: [UInt8], from start: Int) -> Int {
        var position = start + 2
        while position + 1 < text.count {
            if text[position] == UInt8(ascii: "*"), text[position + 1] == UInt8(ascii: "/") { return position + 2 }
            position += 1
        }
        return text.count
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func contains(_ text: [UInt8], _ trace: [UInt8]) -> Bool {
        guard text.count >= trace.count else { return false }
        return (0...(text.count - trace.count)).contains { start in
            text[start] == trace[0] && text[start..<(start + trace.count)].elementsEqual(trace)
        }
    }
}
