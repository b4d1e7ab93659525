import Foundation
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("docs/configuration.md")
struct ConfigurationDocumentTests {
    private static let path = Repository.root + "/docs/configuration.md"

    private func row(_ key: ConfigurationKey) -> String {
        let unit = key.unit.map { " \($0)" } ?? ""
        let value = key.defaultValue == .none ? "–" : "`\(key.defaultValue)`\(unit)"
        let option = key.flag.map { ", `\($0)`" } ?? ""
        return "| `\(key.path)` | `\(key.variable)`\(option) | \(value) | \(key.allowed) | \(key.about) |"
    }

    /// To write the rows anew after a key has changed: `UPDATE_DOCUMENTS=1 swift test --filter ConfigurationDocumentTests`.
    @Test("has a row for every key, with its variable, default, range and meaning")
    func rows() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let marks = (begin: "<!-- keys -->\n", end: "<!-- end of keys -->")
        let begin = try #require(text.firstRange(of: marks.begin)).upperBound
        let end = try #require(text.firstRange(of: marks.end)).lowerBound
        let head = "| key | variable, option | default | must be | what and why |\n|---|---|---|---|---|\n"
        let expected = head + ConfigurationKey.all.map { row($0) + "\n" }.joined()

        if ProcessInfo.processInfo.environment["UPDATE_DOCUMENTS"] == "1" {
            try (text[..<begin] + expected + text[end...]).write(toFile: Self.path, atomically: true, encoding: .utf8)
        } else {
            #expect(text[begin..<end] == expected)
        }
    }
}
