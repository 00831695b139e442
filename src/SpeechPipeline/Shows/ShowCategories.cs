namespace SpeechPipeline.Shows;

/// <summary>The categories of Apple Podcasts, which all directories share. A subcategory follows a slash: <c>Science/Physics</c>.</summary>
public static class ShowCategories
{
    /// <summary>That of a show that names none: directories require one.</summary>
    public const string Default = "Society & Culture";

    static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["Arts"] = ["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"],
        ["Business"] = ["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"],
        ["Comedy"] = ["Comedy Interviews", "Improv", "Stand-Up"],
        ["Education"] = ["Courses", "How To", "Language Learning", "Self-Improvement"],
        ["Fiction"] = ["Comedy Fiction", "Drama", "Science Fiction"],
        ["Government"] = [],
        ["Health & Fitness"] = ["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"],
        ["History"] = [],
        ["Kids & Family"] = ["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"],
        ["Leisure"] = ["Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden", "Video Games"],
        ["Music"] = ["Music Commentary", "Music History", "Music Interviews"],
        ["News"] = ["Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News", "Tech News"],
        ["Religion & Spirituality"] = ["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"],
        ["Science"] = ["Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences"],
        ["Society & Culture"] = ["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"],
        ["Sports"] =
        [
            "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running", "Soccer", "Swimming",
            "Tennis", "Volleyball", "Wilderness", "Wrestling",
        ],
        ["Technology"] = [],
        ["True Crime"] = [],
        ["TV & Film"] = ["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"],
    };

    /// <summary>The problem of a category, continuing the name of its field; null if there is none.</summary>
    public static string? Problem(string category)
    {
        var (main, sub) = Split(category);
        return !Known.TryGetValue(main, out var subs) ? $"is not a category; allowed are {string.Join(", ", Known.Keys)}, and their subcategories after a slash."
            : sub is null || subs.Contains(sub, StringComparer.Ordinal) ? null
            : subs.Length == 0 ? $"names a subcategory, but {main} has none."
            : $"names a subcategory that {main} does not have; allowed are {string.Join(", ", subs)}.";
    }

    public static (string Main, string? Sub) Split(string category) =>
        category.Split('/', 2) is [var main, var sub] ? (main, sub) : (category, null);
}
