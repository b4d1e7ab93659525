import Foundation
import TestServers
import Testing

/// The codes that the sources declare: nothing of an error can be forgotten in a page.
enum PublicErrorCodes {
    static func all() throws -> Set<String> {
        var codes: Set<String> = []
        for path in try Repository.files(under: "Sources", ending: ".swift") where path.contains("/PostgresError+") {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for match in text.matches(of: /public static let \w+ = (?:Code|Self)\("(\w+)"\)/) {
                codes.insert(String(match.1))
            }
        }
        try #require(codes.count > 15)
        return codes
    }
}
