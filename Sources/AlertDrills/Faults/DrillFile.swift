import DatabaseMonitoring
import Foundation

/// A file that takes a part of a disk's free space.
struct DrillFile: Sendable {
    let folder: String
    private let space: DiskSpace
    private let path: String

    private static let mostBytes = 256 << 20
    private static let chunkBytes = 1 << 20

    /// On a disk in memory where there is one: small enough for a file of this size to show.
    static func plan() throws -> DrillFile {
        let candidates = ["/dev/shm", FileManager.default.temporaryDirectory.path]
        let folder = candidates.first { FileManager.default.isWritableFile(atPath: $0) } ?? candidates[1]
        return DrillFile(
            folder: folder, space: try DiskSpace(ofDiskAt: folder), path: "\(folder)/drill-\(UUID().uuidString)")
    }

    private var bytes: Int { min(Self.mostBytes, space.freeBytes / 2) }

    /// What is free, in percent, once a part of the file is written.
    func freePercent(afterWriting part: Double) -> Double {
        100 * (Double(space.freeBytes) - part * Double(bytes)) / Double(space.totalBytes)
    }

    /// Adds a part of the file. Removes it when there is no room.
    func write(_ part: Double) throws {
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        do {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            defer { try? file.close() }
            try file.seekToEnd()
            let chunk = Data(count: Self.chunkBytes)
            for _ in 0..<Int(part * Double(bytes) / Double(Self.chunkBytes)) { try file.write(contentsOf: chunk) }
        } catch {
            remove()
            throw error
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
