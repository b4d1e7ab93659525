import HTTPTypes
import Hummingbird
import NIOCore

/// Reads a body into memory, within its limit.
enum BodyReader {
    static func read(_ request: Request, limit: Int) async throws -> ByteBuffer {
        let announced = request.headers[.contentLength]
        // RFC 9112, section 6.3: a request that says neither has no body.
        if announced == nil, request.headers[.transferEncoding] == nil { return ByteBuffer() }
        if let length = announced.flatMap({ Int($0) }), length > limit { throw tooLarge(limit) }
        var body = ByteBuffer()
        for try await part in request.body {
            guard body.readableBytes + part.readableBytes <= limit else { throw tooLarge(limit) }
            body.writeImmutableBuffer(part)
        }
        // A cancelled reader sees the end of a body that hasn't ended.
        try Task.checkCancellation()
        return body
    }

    static func checkMediaType(_ field: String?, is expected: String) throws(Problem) {
        let type = field?.split(separator: ";").first?.lowercased().filter { $0 != " " && $0 != "\t" }
        guard type == expected else {
            throw Problem(
                .unsupportedMediaType, "Send the body as Content-Type: \(expected).", fields: [.accept: expected])
        }
    }

    private static func tooLarge(_ limit: Int) -> Problem {
        Problem(.contentTooLarge, "The body may have \(limit) bytes.")
    }
}

extension RequestLimits {
    func bytes(_ limit: Operation.BodyLimit) -> Int {
        switch limit {
        case .standard: bodyBytes
        case .webhook: webhookBodyBytes
        }
    }
}
