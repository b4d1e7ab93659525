import Foundation

/// Where this package lies, found from where this file was compiled.
public enum Repository {
    public static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(
        separator: "/")

    /// The paths of all files in a folder whose name ends so, in order.
    public static func files(under folder: String, ending: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
        return names.filter { $0.hasSuffix(ending) }.sorted().map { "\(root)/\(folder)/\($0)" }
    }
}
