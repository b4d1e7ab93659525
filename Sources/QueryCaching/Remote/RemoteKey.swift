import NIOCore
import RedisClient

/// A key in Redis, whose two parts come together only where it is sent.
struct RemoteKey: RedisArgument {
    let prefix: String
    let name: String

    var text: String { prefix + name }

    func write(to buffer: inout ByteBuffer) { buffer.writeRESPString(prefix, name) }
}
