import Foundation
import Testing

/// The examples in documents, which have to stand word by word in files that are compiled.
public struct DocumentedExamples: Sendable {
    private let folder: String
    private let documents: [String]
    private let libraries: [String]

    /// All paths are those within the package.
    ///
    /// - Parameters:
    ///   - folder: where the compiled examples are, in files whose names end in `Examples.swift`.
    ///   - documents: pages with examples.
    ///   - libraries: folders of sources, whose guides and comments are looked through as well.
    public init(compiledIn folder: String, documents: [String] = [], libraries: [String]) {
        (self.folder, self.documents, self.libraries) = (folder, documents, libraries)
    }

    /// Fails the test for each example that is nowhere compiled.
    ///
    /// - Returns: how many examples there are.
    public func check(sourceLocation: SourceLocation = #_sourceLocation) throws -> Int {
        let examples = try Repository.files(under: folder, ending: "Examples.swift")
        let compiled = try examples.map { Self.words(try String(contentsOfFile: $0, encoding: .utf8)) }
        var count = 0
        for path in try paths() {
            for block in try Self.blocks(path) {
                count += 1
                let isThere = compiled.contains { $0.contains(Self.words(block)) }
                #expect(
                    isThere, "\(path) has an example that is in no file of \(folder):\n\(block)",
                    sourceLocation: sourceLocation)
            }
        }
        return count
    }

    private func paths() throws -> [String] {
        var paths = documents.map { "\(Repository.root)/\($0)" }
        for folder in libraries {
            paths += try Repository.files(under: folder, ending: ".swift")
            paths += try Repository.files(under: folder, ending: ".md")
        }
        return paths
    }

    /// What stands between ```swift and ```, without the marks of a comment.
    private static func blocks(_ path: String) throws -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            var text = line.drop(while: \.isWhitespace)
            if path.hasSuffix(".swift") {
                guard text.hasPrefix("///") else { continue }
                text = text.dropFirst(3).drop(while: \.isWhitespace)
            }
            if let lines = block, text.hasPrefix("```") {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            } else if text.hasPrefix("```swift") {
                block = []
            } else {
                block?.append(text)
            }
        }
        return blocks
    }

    /// All white space counts as one space.
    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
