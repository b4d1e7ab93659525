import Foundation

/// A file system in memory, of a few bytes.
final class SmallDisk {
    struct Refused: Error {}

    let path: String
    private var filler: String { "\(path)/filler" }

    /// Root may, outside of most containers.
    static let isAllowed: Bool = {
        guard geteuid() == 0, let folder = try? HistoryFolder() else { return false }
        return (try? SmallDisk(folder.path, bytes: 1 << 20)) != nil
    }()

    init(_ parent: String, bytes: Int) throws {
        path = "\(parent)/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", path)
    }

    deinit { try? Self.run("umount", "-l", path) }

    func remount(_ mode: String) throws { try Self.run("mount", "-o", "remount,\(mode)", path) }

    /// Writes until nothing more fits.
    func fill() throws {
        try Data().write(to: URL(fileURLWithPath: filler))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: filler))
        for block in [4096, 1] { while (try? file.write(contentsOf: Data(count: block))) != nil {} }
        try file.close()
    }

    func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refused() }
    }
}
