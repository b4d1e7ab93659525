import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Looks at processes from outside, and signals them. Wraps the C library's `kill`.
package enum ProcessProbe {
    /// Whether a process runs under this id. A process that has ended but was not collected by its parent yet
    /// (a zombie, which stays for ever below an init that does not collect) counts as ended.
    package static func isAlive(_ processID: Int32) -> Bool {
        guard processID > 0 else { return false }
        #if os(Linux)
            if let state = stateLetter(processID) { return state != "Z" && state != "X" }
        #endif
        return kill(processID, 0) == 0 || errno == EPERM
    }

    /// Tells a process from a later one with the same id; nil where that can't be told.
    static func birthMark(_ processID: Int32) -> String? {
        #if os(Linux)
            // Field 22 of the file, in clock ticks since the machine started.
            statFields(processID).flatMap { $0.count > 19 ? String($0[19]) : nil }
        #else
            nil
        #endif
    }

    /// Sends a signal; false when there is no such process or it may not be signalled.
    @discardableResult
    package static func signal(_ processID: Int32, _ signal: Int32) -> Bool {
        processID > 0 && kill(processID, signal) == 0
    }

    /// The program and arguments of a process, separated by spaces; nil when they can't be read.
    package static func commandLine(_ processID: Int32) async -> String? {
        #if os(Linux)
            guard let bytes = FileManager.default.contents(atPath: "/proc/\(processID)/cmdline") else { return nil }
            let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.isEmpty ? nil : words.joined(separator: " ")
        #else
            let result = try? await ShortCommand(
                program: "/bin/ps", arguments: ["-ww", "-o", "command=", "-p", String(processID)], timeout: .seconds(5)
            ).run()
            guard let result, result.succeeded else { return nil }
            return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
        #endif
    }

    /// The processes whose parent is `processID`.
    package static func children(of processID: Int32) async -> [Int32] {
        #if os(Linux)
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return entries.compactMap(Int32.init).filter { parent(of: $0) == processID }
        #else
            let result = try? await ShortCommand(
                program: "/bin/ps", arguments: ["-A", "-o", "pid=,ppid="], timeout: .seconds(5)
            ).run()
            return (result?.output ?? "").split(separator: "\n").compactMap { line in
                let fields = line.split(separator: " ").compactMap { Int32($0) }
                return fields.count == 2 && fields[1] == processID ? fields[0] : nil
            }
        #endif
    }

    #if os(Linux)
        private static func stateLetter(_ processID: Int32) -> Character? { statFields(processID)?.first?.first }

        private static func parent(of processID: Int32) -> Int32? {
            guard let fields = statFields(processID), fields.count > 1 else { return nil }
            return Int32(fields[1])
        }

        /// The fields after the program's name, which may itself contain spaces and parentheses: state, parent, ...
        private static func statFields(_ processID: Int32) -> [Substring]? {
            guard let bytes = FileManager.default.contents(atPath: "/proc/\(processID)/stat") else { return nil }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let end = text.lastIndex(of: ")") else { return nil }
            return text[text.index(after: end)...].split(separator: " ")
        }
    #endif
}
