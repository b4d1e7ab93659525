import Postgres
import Tracing

/// Makes a span for each operation, repetitions included.
final class OperationSpans: Sendable {
    private let tracer: any Tracer
    private let attributes: SpanAttributes
    private let carriesText: Bool

    init(_ tracer: any Tracer, _ identity: TelemetryIdentity, carriesText: Bool) {
        self.tracer = tracer
        self.carriesText = carriesText
        var attributes: SpanAttributes = [:]
        for (name, value) in identity.attributes {
            if name == "server.port", let port = Int64(value) {
                attributes[name] = port
            } else {
                attributes[name] = value
            }
        }
        self.attributes = attributes
    }

    func start(_ query: Query, _ site: CallSite) -> any Span {
        let span = tracer.startAnySpan(query.summary ?? TelemetryIdentity.system, ofKind: .client)
        guard span.isRecording else { return span }
        var attributes = attributes
        if let summary = query.summary { attributes["db.query.summary"] = summary }
        if carriesText { attributes["db.query.text"] = query.sql }
        span.attributes = attributes
        return span
    }

    static func end(_ span: any Span, _ error: PostgresError? = nil) {
        if let error {
            let series = OperationSeries(summary: nil, error: error)
            for (name, value) in series.attributes { span.attributes[name] = value }
            // Without values, like every message of ours.
            span.setStatus(SpanStatus(code: .error, message: error.message))
        }
        span.end()
    }
}
