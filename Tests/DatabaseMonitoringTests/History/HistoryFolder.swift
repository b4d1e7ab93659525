import Foundation

@testable import DatabaseMonitoring

/// A folder for files of histories; it goes with this value.
final class HistoryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: String { "\(path)/history.sqlite" }

    /// Copies a file and its log, as they would be found after a crash.
    func copy(_ file: String, to other: String) throws {
        for suffix in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: other + suffix)
            try FileManager.default.copyItem(atPath: file + suffix, toPath: other + suffix)
        }
    }

    func permissions(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int
    }
}

/// Of no special meaning: a multiple of hours.
let epoch = Date(timeIntervalSince1970: 1_800_000_000)

func configured(_ change: (inout HistoryConfiguration) -> Void) -> HistoryConfiguration {
    var configuration = HistoryConfiguration()
    change(&configuration)
    return configuration
}

extension MetricsHistory {
    /// The means of single samples, as long as there are any of that time.
    func samples(_ key: String, from start: Date = epoch, to end: Date) -> [Double] {
        series(keys: [key], from: start, to: end, points: 10_000).first?.points.map(\.mean) ?? []
    }
}
