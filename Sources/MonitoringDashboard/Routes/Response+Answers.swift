import DatabaseMonitoring
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    static func html(_ html: HTML, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html.text)))
    }

    static func json(_ body: some Encodable) throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try MonitorJSON.encode(body))))
    }

    func with(_ fields: HTTPFields) -> Response {
        var response = self
        for field in fields { response.headers[field.name] = field.value }
        return response
    }
}
