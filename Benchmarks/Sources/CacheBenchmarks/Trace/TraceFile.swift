import Foundation
import QueryCaching

/// Reads a trace's bytes, through `xz` or `gzip` where its name says so.
enum TraceFile {
    static func read(_ path: String) throws(TraceError) -> [UInt8] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw TraceError(.unreadable, "The trace \(path) doesn't exist.")
        }
        guard !isFolder.boolValue else {
            throw TraceError(.unreadable, "The trace \(path) is a folder; name a file in it.")
        }
        switch URL(fileURLWithPath: path).pathExtension {
        case "xz": return try decompress(path, with: "xz")
        case "gz": return try decompress(path, with: "gzip")
        default:
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw TraceError(.unreadable, "The trace \(path) may not be read.")
            }
            return try readBounded(file, path)
        }
    }

    private static func decompress(_ path: String, with program: String) throws(TraceError) -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program, "-dc", "--", path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch {
            throw TraceError(.unreadable, "The trace \(path) can't be decompressed: \(program) doesn't start.")
        }
        let bytes = try? readBounded(output.fileHandleForReading, path)
        // What is too long isn't read to its end: the program waits for a reader.
        if bytes.map({ $0.count > CacheTrace.mostBytes }) ?? true { process.terminate() }
        process.waitUntilExit()
        guard let bytes, process.terminationStatus == 0 || bytes.count > CacheTrace.mostBytes else {
            let isMissing = process.terminationStatus == 127
            throw TraceError(
                .unreadable,
                "The trace \(path) can't be decompressed: \(program) \(isMissing ? "isn't installed" : "finds it damaged")."
            )
        }
        return bytes
    }

    /// All of it, or a little more than may be.
    private static func readBounded(_ file: FileHandle, _ path: String) throws(TraceError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty, bytes.count <= CacheTrace.mostBytes {
                bytes += chunk
            }
        } catch {
            throw TraceError(.unreadable, "The trace \(path) can't be read: \(error.localizedDescription)")
        }
        return bytes
    }
}
