/// What of a request matters for who may do it.
struct RequestFacts: Sendable {
    /// `GET` and `HEAD` change nothing.
    var changesState = false
    var path = "/"
    /// The `Host` field.
    var authority: String?
    var origin: String?
    /// `Sec-Fetch-Site` and `Sec-Fetch-Mode`: what a browser says of who asks.
    var fetchSite: String?
    var fetchMode: String?
    var contentType: String?
    /// `DELETE` may come without a body.
    var hasBody = true
    /// The token of `Authorization: Bearer`.
    var bearer: String?
    /// The session's cookie.
    var session: String?
    /// The address of the other end of the connection is a loopback address.
    var peerIsLocal = false
    /// A proxy has passed it on: it may come from anywhere.
    var isForwarded = false
}
