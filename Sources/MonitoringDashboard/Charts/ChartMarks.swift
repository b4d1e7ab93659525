import DatabaseMonitoring
import Foundation

/// Restarts, failovers and resets, as lines across a chart with a word at their upper end.
struct ChartMarks: Sendable {
    let marks: [HistoryMark]
    let span: ClosedRange<Date>
    let clock: Clock

    init(_ marks: [HistoryMark], _ span: ClosedRange<Date>, _ clock: Clock) {
        self.marks = marks.filter { span.contains($0.time) }
        (self.span, self.clock) = (span, clock)
    }

    var html: HTML {
        guard !marks.isEmpty else { return "" }
        let length = span.upperBound.timeIntervalSince(span.lowerBound)
        var lastLabelled = -100.0
        let lines: [HTML] = marks.map { mark in
            let place = mark.time.timeIntervalSince(span.lowerBound) / length * 100
            let isFree = place - lastLabelled > 18
            if isFree { lastLabelled = place }
            let x = place.coordinate
            let side: HTML = place > 70 ? "end" : "start"
            let label: HTML =
                isFree ? "<text class=\"\(side)\" x=\"\(x)%\" y=\"10\">\(mark.kind.word)</text>" : ""
            return """
                <g><title>\(clock.time(mark.time)) \(mark.text)</title>\
                <line x1="\(x)%" x2="\(x)%" y1="14" y2="148"/>\(label)</g>
                """
        }
        return "<g class=\"marks\">\(lines)</g>"
    }
}

extension HistoryMark.Kind {
    var word: String {
        switch self {
        case .restart: "restart"
        case .failover: "failover"
        case .promotion: "promotion"
        case .statisticsReset: "statistics reset"
        case .statementsReset: "statements reset"
        case .monitorStart: "monitor started"
        case .blind: "not seen"
        case .seeing: "seen again"
        }
    }
}
