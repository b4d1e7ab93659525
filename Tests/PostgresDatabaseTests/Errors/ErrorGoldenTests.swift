import Foundation
import Postgres
import TestServers
import Testing

@testable import PostgresDatabase

@Suite struct ErrorGoldenTests {
    private static let golden = Repository.root + "/Tests/PostgresDatabaseTests/Errors/errors.golden"

    /// To write the page anew: `BOOKEDBARBER_UPDATE_GOLDEN=1 swift test --filter ErrorGoldenTests`.
    @Test func everyErrorReadsAsThePageSaysAndShowsNoSecret() async throws {
        var page = ErrorPage()
        var codes: Set<String> = []
        for errorCase in ErrorCase.all {
            let error = try #require(try await errorCase.provoke(), "\(errorCase.title): no error")
            page.add(errorCase.title, error)
            codes.insert(error.code.description)
            Self.expectNoSecret(error, errorCase.title)
        }

        #expect(codes == (try PublicErrorCodes.all()))
        #expect(!page.text.contains(ErrorCase.secret))
        if ProcessInfo.processInfo.environment["BOOKEDBARBER_UPDATE_GOLDEN"] == "1" {
            try page.text.write(toFile: Self.golden, atomically: true, encoding: .utf8)
        }
        let expected = try String(contentsOfFile: Self.golden, encoding: .utf8)
        for entry in page.entries { #expect(expected.contains("\n" + entry), "not as in errors.golden:\n\(entry)") }
        #expect(page.text == expected)
    }

    private static func expectNoSecret(_ error: PostgresError, _ title: String) {
        var told = "\(error) \(String(reflecting: error)) \(error.localizedDescription) \(error.message)"
        told += "\(String(describing: error.server)) \(String(reflecting: error.server)) \(error.sql ?? "")"
        dump(error, to: &told)
        #expect(!told.contains(ErrorCase.secret), "\(title)")
    }
}
