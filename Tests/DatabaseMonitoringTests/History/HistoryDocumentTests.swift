import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct HistoryDocumentTests {
    private func put(
        _ key: String, at seconds: Double, _ text: String = "text", in kind: String = "alerts",
        to history: MetricsHistory
    ) async throws {
        try await history.put(document: kind, key: key, time: epoch + seconds, body: Data(text.utf8))
    }

    @Test func aDocumentTakesThePlaceOfTheFormerAndSurvivesARestart() async throws {
        let folder = try HistoryFolder()
        var history = MetricsHistory(path: folder.file)
        try await put("a", at: 0, "first", to: history)
        try await put("a", at: 1.5, "second", to: history)
        try await put("a", at: 9, "other", in: "silences", to: history)
        try await history.put(document: "alerts", key: "empty", time: epoch, body: Data())
        await history.close()
        history = MetricsHistory(path: folder.file)

        let document = await history.document(kind: "alerts", key: "a")

        #expect(document == HistoryDocument(kind: "alerts", key: "a", time: epoch + 1.5, body: Data("second".utf8)))
        #expect(await history.document(kind: "alerts", key: "empty")?.body == Data())
        #expect(await history.document(kind: "alerts", key: "b") == nil)
    }

    @Test func theNewestComeFirst() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        for second in [3, 1, 4, 2, 5] { try await put("\(second)", at: Double(second), to: history) }

        #expect(await history.documents(kind: "alerts").map(\.key) == ["5", "4", "3", "2", "1"])
        #expect(
            await history.documents(kind: "alerts", from: epoch + 2, to: epoch + 4, limit: 2).map(\.key) == ["4", "3"])
        #expect(await history.documents(kind: "alerts", from: epoch + 2, to: epoch + 1, limit: 2) == [])
        #expect(await history.documents(kind: "other") == [])
    }

    @Test func whenAKindHasTooManyItsOldestGo() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file, configuration: configured { $0.documentsPerKind = 3 })
        try await put("other", at: 0, in: "silences", to: history)
        for second in [5, 1, 3, 4, 2] { try await put("\(second)", at: Double(second), to: history) }

        #expect(await history.documents(kind: "alerts").map(\.key) == ["5", "4", "3"])
        #expect(await history.documents(kind: "silences").count == 1)
        await history.close()
        let again = MetricsHistory(path: folder.file)
        #expect(await again.documents(kind: "alerts").count == 3)
    }

    @Test func aRemovedDocumentIsGone() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        try await put("a", at: 0, to: history)

        await history.remove(document: "alerts", key: "a")
        await history.remove(document: "alerts", key: "never there")

        #expect(await history.document(kind: "alerts", key: "a") == nil)
        #expect(await history.documents(kind: "alerts") == [])
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file)
        try await history.put(document: "texts", key: "a", time: epoch, body: Data(count: 256 << 10))

        let error = await #expect(throws: HistoryError.self) {
            try await history.put(document: "texts", key: "b", time: epoch, body: Data(count: 256 << 10 + 1))
        }

        #expect(error?.code == .documentTooLarge)
        #expect(error?.message.contains("262144 are allowed") == true)
        await #expect(throws: HistoryError.self) {
            try await history.put(document: "texts", key: "b", time: .distantFuture + 1e12, body: Data())
        }
    }

    @Test func whileTheDiskIsFullDocumentsAreInMemory() async throws {
        let folder = try HistoryFolder()
        let history = MetricsHistory(path: folder.file, configuration: configured { $0.documentsPerKind = 4 })
        for second in 1...4 { try await put("\(second)", at: Double(second), to: history) }
        try await history.restrictPages()

        try await put("2", at: 6, "newer", to: history)
        await history.remove(document: "alerts", key: "4")
        try await put("5", at: 5, to: history)

        let expected = ["2", "5", "3", "1"]
        #expect(history.failure?.contains("no space") == true)
        #expect(await history.documents(kind: "alerts").map(\.key) == expected)
        #expect(await history.document(kind: "alerts", key: "4") == nil)
        try await history.liftRestriction()
        await history.append(time: epoch, values: [:])
        #expect(history.failure == nil)
        #expect(await history.documents(kind: "alerts").map(\.key) == expected)
        #expect(await history.documents.isEmpty)
    }

    @Test func whatWaitsInMemoryIsBounded() {
        var documents = PendingDocuments(configured { $0.documentsPerKind = 3 })

        for second in 0..<10 {
            let key = "\(second)"
            documents.put(
                HistoryDocument(kind: "a", key: key, time: epoch + Double(second), body: Data(count: 6 << 20)))
            documents.remove(PendingDocuments.ID(kind: "b", key: key))
        }

        let kept = documents.changes.values.compactMap { $0 }.map(\.key).sorted()
        #expect(kept == ["8", "9"])
        #expect(documents.changes.count == 2 + 3)
    }
}
