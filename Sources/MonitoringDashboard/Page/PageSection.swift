/// A part of the page that can be linked to and is replaced as a whole when something new comes.
struct PageSection: Sendable {
    var id: String
    var title: String
    var lead: HTML = ""
    var content: HTML

    var html: HTML {
        let lead: HTML = lead.isEmpty ? "" : "<p class=\"lead\">\(self.lead)</p>"
        return """
            <section id="\(id)" data-part tabindex="-1" aria-labelledby="\(id)-title">\
            <h2 id="\(id)-title"><a href="#\(id)">\(title)</a></h2>\(lead)\(content)</section>
            """
    }
}
