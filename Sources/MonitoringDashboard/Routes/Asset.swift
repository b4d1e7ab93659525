import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

/// A file of the page, in memory.
struct Asset: Sendable {
    let path: String
    let contentType: String
    let tag: String
    private let body: ByteBuffer

    init(path: String, contentType: String, _ bytes: [UInt8]) {
        (self.path, self.contentType) = (path, contentType)
        body = ByteBuffer(bytes: bytes)
        let digest = SHA256.hash(data: bytes).prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        tag = "\"\(digest.joined())\""
    }

    static let all = [
        Asset(path: "/assets/dashboard.css", contentType: "text/css; charset=utf-8", PackageResources.dashboard_css),
        Asset(
            path: "/assets/dashboard.js", contentType: "text/javascript; charset=utf-8", PackageResources.dashboard_js),
        Asset(path: "/assets/icon.svg", contentType: "image/svg+xml", PackageResources.icon_svg),
    ]

    /// Browsers ask each time whether it has changed.
    func response(to request: Request) -> Response {
        let fields: HTTPFields = [.eTag: tag, .cacheControl: "no-cache", .contentType: contentType]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.filter { $0 != " " } } ?? []
        let isKnown = known.contains { $0 == "*" || $0 == tag || $0 == "W/\(tag)" }
        return isKnown
            ? Response(status: .notModified, headers: fields)
            : Response(status: .ok, headers: fields, body: ResponseBody(byteBuffer: body))
    }
}
