import Foundation

/// Where figures are written as JSON.
package struct ResultFile: Sendable {
    private let path: String

    /// - Throws: when nothing can be written there: better before measuring than after it.
    package init(_ path: String) throws(BenchmarkFailure) {
        self.path = path
        let files = FileManager.default
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        if files.fileExists(atPath: path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else {
                throw BenchmarkFailure("the figures can't be written to \(path): it is a folder; name a file in it")
            }
            guard files.isWritableFile(atPath: path) else {
                throw BenchmarkFailure("the figures can't be written to \(path): the file may not be written")
            }
        } else if !files.fileExists(atPath: folder, isDirectory: &isFolder) || !isFolder.boolValue {
            throw BenchmarkFailure("the figures can't be written to \(path): there is no folder \(folder)")
        } else if !files.isWritableFile(atPath: folder) {
            throw BenchmarkFailure("the figures can't be written to \(path): the folder \(folder) may not be written")
        }
    }

    package func write(_ results: [some Encodable]) throws(BenchmarkFailure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do { try encoder.encode(results).write(to: URL(fileURLWithPath: path)) } catch {
            throw BenchmarkFailure("the figures can't be written to \(path): \(error.localizedDescription)")
        }
    }
}
