import Foundation
import Subprocess

/// What the program may know of the machine that the tests run on: nothing that could configure it.
enum ProgramEnvironment {
    private static let needed = ["PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]

    static func variables(_ more: [String: String]) -> [Environment.Key: String] {
        let own = ProcessInfo.processInfo.environment
        var variables = Dictionary(needed.compactMap { name in own[name].map { (name, $0) } }) { first, _ in first }
        variables.merge(more) { _, new in new }
        return Dictionary(variables.compactMap { name, value in Environment.Key(rawValue: name).map { ($0, value) } }) {
            first, _ in first
        }
    }
}
