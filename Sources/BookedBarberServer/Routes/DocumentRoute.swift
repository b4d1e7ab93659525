import HTTPTypes
import NIOCore
import Synchronization

/// `/openapi.json`: the document of all routes, this one included. It is written once, when all routes are known.
final class DocumentRoute: Sendable {
    private let document = Mutex<JSONValue>(.null)

    func write(_ document: OpenAPIDocument) throws {
        let json = try document.json()
        self.document.withLock { $0 = json }
    }

    var route: Route {
        .on(
            .get, "/openapi.json",
            Operation("getDocument", "This document", tag: .system) { operation in
                operation.access = .anyone
                operation.isLimited = false
                operation.needsDatabase = false
            }
        ) { _ in
            Reply(self.document.withLock(\.self))
        }
    }
}
