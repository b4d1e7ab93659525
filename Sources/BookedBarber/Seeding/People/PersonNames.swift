/// What people are called, by where they live.
enum PersonNames {
    enum Speech: Sendable {
        case american, english, german, japanese
    }

    static func given(_ speech: Speech) -> [String] {
        switch speech {
        case .american: englishGiven + spanishGiven
        case .english: englishGiven
        case .german: germanGiven
        case .japanese: japaneseGiven
        }
    }

    static func family(_ speech: Speech) -> [String] {
        switch speech {
        case .american: englishFamily + spanishFamily
        case .english: englishFamily
        case .german: germanFamily
        case .japanese: japaneseFamily
        }
    }

    static let bios = [
        "Fades, tapers and straight talk.", "Cutting hair since school.", "Beards first, everything else second.",
        "Scissors over clippers whenever possible.", "Quick, tidy, no small talk unless you start it.",
        "Trained in a hotel, happier here.", "Patient with children and with cowlicks.", "",
    ]

    private static let englishGiven = words(
        """
        James Oliver Jack Harry George Noah Charlie Jacob Alfie Freddie Oscar Leo Logan Archie Theo Thomas Joshua \
        Henry William Max Lucas Ethan Arthur Edward Isaac Samuel Daniel Benjamin Joseph Adam Nathan Ryan Liam Mason \
        Elijah Caleb Owen Wyatt Hudson Lincoln Marcus Andre Malik Darius Terrence Jamal Xavier Dominic Grace Emma \
        Olivia Ava Mia Chloe Ruby Zoe Morgan Riley Jordan Taylor Casey Avery
        """)
    private static let spanishGiven = words(
        """
        José Luis Carlos Miguel Ángel Juan Diego Javier Mateo Santiago Sebastián Andrés Rafael Fernando Alejandro \
        Ricardo Héctor Raúl Sofía Camila Lucía Elena
        """)
    private static let germanGiven = words(
        """
        Ben Paul Jonas Elias Leon Finn Luis Lukas Felix Emil Anton Jakob Moritz Maximilian Julian Tim Niklas Jan \
        Philipp Fabian Tobias Sebastian Stefan Matthias Jörg Jürgen Günther Björn Sören Mehmet Emre Can Yusuf Ali \
        Anna Lena Marie Hanna Käthe Ayşe
        """)
    private static let japaneseGiven = words(
        """
        Haruto Sota Yuto Haruki Riku Ren Minato Hinata Asahi Yamato Kaito Takumi Daiki Kenta Shota Ryo Kenji Hiroshi \
        Takeshi Satoshi Makoto Naoki Yui Hina Sakura Aoi Rin Mei
        """)
    private static let englishFamily = words(
        """
        Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris \
        Martin Thompson Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson \
        Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook \
        Rogers Reed Morgan Bell Bailey Cooper Richardson Cox Howard Ward Peterson Gray James Watson Brooks Kelly \
        Sanders Price Bennett Wood Barnes Ross Henderson Coleman Jenkins Perry Powell Long Patterson Hughes \
        Washington Butler Simmons Foster Bryant Alexander Russell Griffin Hayes O'Brien O'Connor McDonald Nguyen \
        Chen Patel Kim Singh
        """)
    private static let spanishFamily = words(
        """
        García Martínez Rodríguez López Hernández González Pérez Sánchez Ramírez Torres Flores Rivera Gómez Díaz \
        Cruz Reyes Morales Ortiz Gutiérrez Chávez Ramos Ruiz Álvarez Mendoza Vásquez Castillo Jiménez Moreno Romero
        """)
    private static let germanFamily = words(
        """
        Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein \
        Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler \
        Maier Huber Kaiser Fuchs Peters Lang Scholz Möller Jung Hahn Vogel Keller Günther Berger Winkler Lorenz Roth \
        Beck Yılmaz Kaya Demir Öztürk Nowak Kowalski
        """)
    private static let japaneseFamily = words(
        """
        Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi \
        Matsumoto Inoue Kimura Hayashi Saito Shimizu Yamazaki Mori Abe Ikeda Hashimoto Ishikawa Maeda Fujita Ogawa \
        Goto
        """)

    private static func words(_ text: String) -> [String] {
        text.split { $0 == " " || $0 == "\n" }.map(String.init)
    }
}
