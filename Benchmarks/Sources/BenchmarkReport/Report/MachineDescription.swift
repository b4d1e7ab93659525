import Foundation
import LocalServers

/// The machine that figures are of, and the command that made them.
package enum MachineDescription {
    package static var machine: String {
        """
        machine: \(Machine.current.cores) cores, \(processor ?? "unknown processor"), \
        \(Machine.current.memoryBytes >> 30) GiB, \(ProcessInfo.processInfo.operatingSystemVersionString)
        """
    }

    package static var command: String {
        "command: scripts/bench \(CommandLine.arguments.dropFirst().joined(separator: " "))"
    }

    private static var processor: String? {
        #if os(Linux)
            let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
            return text?.split(separator: "\n").first { $0.hasPrefix("model name") }?
                .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        #else
            return ProcessInfo.processInfo.hostName
        #endif
    }
}
