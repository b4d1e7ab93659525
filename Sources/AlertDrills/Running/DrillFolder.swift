import Foundation

/// A temporary folder for the servers of a drill.
struct DrillFolder: Sendable {
    let path: String

    /// Servers that root starts run as another user, who must be able to pass through.
    static func make() throws -> DrillFolder {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("drill-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        return DrillFolder(path: path)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
