import HummingbirdCore
import Logging
import NIOCore

/// Hummingbird's HTTP/1.1 channel with this server's limits around it.
struct AdminHTTPChannel: ServerChildChannel {
    private let base: HTTP1Channel

    init(limits: MonitoringServerConfiguration.Limits, responder: @escaping HTTPChannelHandler.Responder) {
        base = HTTP1Channel(
            responder: responder,
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    ConnectionDeadlines(readTime: TimeAmount(limits.readTime), writeTime: TimeAmount(limits.writeTime))
                ],
                idleTimeout: TimeAmount(limits.idleTime),
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.fieldBytes, maxHeaderListSize: limits.fieldsBytes,
                    maxHeaderFieldCount: limits.fieldCount)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        base.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await base.handle(value: value, logger: logger)
    }
}
