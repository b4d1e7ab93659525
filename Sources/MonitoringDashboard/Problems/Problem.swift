import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Why a request wasn't done: an RFC 9457 problem document. Its type is `about:blank`: the status says it all.
struct Problem: Error, Sendable, Equatable {
    var status: HTTPResponse.Status
    /// What happened this time and what to do, for a person.
    var detail: String
    var fields: HTTPFields

    init(_ status: HTTPResponse.Status, _ detail: String, fields: HTTPFields = [:]) {
        (self.status, self.detail, self.fields) = (status, detail, fields)
    }

    static func unauthenticated(tokenWasSent: Bool) -> Problem {
        Problem(
            .unauthorized, tokenWasSent ? "The token is not valid." : "Send `Authorization: Bearer TOKEN`, or sign in.",
            fields: [.wwwAuthenticate: "Bearer realm=\"monitor\"" + (tokenWasSent ? ", error=\"invalid_token\"" : "")])
    }

    static let cannotCheckSession = Problem(
        .serviceUnavailable, "Sign-in can't be checked just now. The server's admin token still opens the monitor.",
        fields: [.retryAfter: "10"])

    func response(instance: String) -> Response {
        struct Document: Encodable {
            let type = "about:blank"
            let title: String
            let status: Int
            let detail: String
            let instance: String
        }
        let document = Document(
            title: status.reasonPhrase, status: status.code, detail: detail, instance: instance)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A document of strings and a number can always be written.
        let body = (try? encoder.encode(document)) ?? Data("{}".utf8)
        var fields = fields
        fields[.contentType] = "application/problem+json"
        if status == .contentTooLarge { fields[.connection] = "close" }
        return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
