import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1

/// The problem documents that are written without a request: HTTP couldn't make one out of what came.
enum ConnectionProblem {
    static func problem(for error: HTTPParserError) -> Problem {
        switch error {
        case .headerOverflow: Problem(.fieldsTooLarge)
        default: Problem(.malformedRequest)
        }
    }

    static func answer(_ problem: Problem) -> (head: HTTPResponse, body: ByteBuffer) {
        let requestID = RequestID()
        let body = problem.body(instance: "/", requestID: requestID)
        var head = HTTPResponse(status: problem.kind.status, headerFields: problem.fields)
        head.headerFields[.contentType] = Problem.mediaType
        head.headerFields[.contentLength] = String(body.readableBytes)
        head.headerFields[.connection] = "close"
        head.headerFields[.cacheControl] = "no-store"
        head.headerFields[.requestID] = requestID.description
        return (head, body)
    }
}
