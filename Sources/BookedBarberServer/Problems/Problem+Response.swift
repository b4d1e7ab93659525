import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Problem {
    static let mediaType = "application/problem+json"

    func body(instance: String, requestID: RequestID) -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let document = document(instance: instance, requestID: requestID.description)
        // A document of strings and whole numbers can always be written.
        return ByteBuffer(data: (try? encoder.encode(document)) ?? Data("{}".utf8))
    }

    func response(instance: String, requestID: RequestID) -> Response {
        var fields = fields
        fields[.contentType] = Self.mediaType
        fields[.cacheControl] = "no-store"
        if endsConnection { fields[.connection] = "close" }
        return Response(
            status: kind.status, headers: fields,
            body: ResponseBody(byteBuffer: body(instance: instance, requestID: requestID)))
    }

    /// Whether the rest of the request is not worth reading.
    private var endsConnection: Bool {
        [.requestTimeout, .contentTooLarge].contains(kind)
    }
}
