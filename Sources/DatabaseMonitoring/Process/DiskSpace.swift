import Foundation

/// The room on the disk that a path is on.
public struct DiskSpace: Sendable, Hashable {
    /// What an ordinary user may still fill.
    public var freeBytes: Int
    /// What an ordinary user could fill if nothing were there.
    public var totalBytes: Int

    public init(freeBytes: Int, totalBytes: Int) {
        (self.freeBytes, self.totalBytes) = (freeBytes, totalBytes)
    }

    /// - Throws: ``DiskSpaceError`` when the path can't be looked at: it isn't there, or may not be seen.
    public init(ofDiskAt path: String) throws {
        var figures = statvfs()
        guard statvfs(path, &figures) == 0 else {
            throw DiskSpaceError(path: path, reason: String(cString: strerror(errno)))
        }
        // Some blocks are kept for the system: as `df` does, they belong to neither.
        let (free, kept) = (Int(figures.f_bavail), Int(figures.f_bfree) - Int(figures.f_bavail))
        let size = Int(figures.f_frsize)
        (freeBytes, totalBytes) = (free * size, (Int(figures.f_blocks) - kept) * size)
    }

    /// Free, as a part of all; 0 for a disk without any room.
    public var freeRatio: Double {
        totalBytes > 0 ? Double(freeBytes) / Double(totalBytes) : 0
    }

    /// As the monitor's figures.
    ///
    /// - Parameter name: tells the disk from others that are watched.
    public func measured(as name: String) -> [Measured] {
        [
            Measured(.diskFree, name, value: Double(freeBytes)),
            Measured(.diskFreeRatio, name, value: freeRatio),
        ]
    }
}

/// Why the room on a disk isn't known.
public struct DiskSpaceError: Error, CustomStringConvertible {
    public let path: String
    /// As the system says it: `No such file or directory`.
    public let reason: String

    public var description: String {
        "Can't tell the free space of the disk at '\(path)': \(reason). Name a folder that exists and may be seen."
    }
}
