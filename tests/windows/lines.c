/* Lay a paragraph out with Pango, and print its lines: the same program on Linux and, made with mingw-w64, on Windows.

   lines FOLDERS FILE WIDTH GOBJECT PANGO PANGOFT2 FONTS: load the three libraries, from the folders (separated by ";") on
   Windows; break the UTF-8 text of FILE into lines of WIDTH pixels in the font that the Fontconfig file FONTS names.
   A zero-width space, which nobody sees, is left out of what is printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef _WIN32
#include <windows.h>
#include <fcntl.h>
#include <io.h>
typedef HMODULE Library;
static Library load(const char *name) { return LoadLibraryExA(name, NULL, LOAD_LIBRARY_SEARCH_DEFAULT_DIRS); }
static void *call(Library library, const char *name) { return (void *)GetProcAddress(library, name); }
static void search(char *folders, const char *fonts) {
    char setting[MAX_PATH + 32];
    snprintf(setting, sizeof setting, "FONTCONFIG_FILE=%s", fonts);
    int (*putenv_of)(const char *) = (void *)GetProcAddress(LoadLibraryA("ucrtbase.dll"), "_putenv");
    putenv_of(setting); /* in the C library that Fontconfig uses, which is not ours */
    for (char *folder = strtok(folders, ";"); folder; folder = strtok(NULL, ";")) {
        WCHAR wide[MAX_PATH];
        MultiByteToWideChar(CP_UTF8, 0, folder, -1, wide, MAX_PATH);
        AddDllDirectory(wide);
    }
    _setmode(_fileno(stdout), _O_BINARY);
}
#else
#include <dlfcn.h>
typedef void *Library;
static Library load(const char *name) { return dlopen(name, RTLD_NOW | RTLD_GLOBAL); }
static void *call(Library library, const char *name) { return dlsym(library, name); }
static void search(char *folders, const char *fonts) { (void)folders; setenv("FONTCONFIG_FILE", fonts, 1); }
#endif

enum { SCALE = 1024, WRAP_WORD = 0, MOST = 1 << 20 };
typedef struct { void *layout; int start, length; } Line; /* the beginning of PangoLayoutLine */

static Library loaded(const char *name) {
    Library library = load(name);
    if (!library) {
        fprintf(stderr, "%s cannot be loaded\n", name);
        exit(2);
    }
    return library;
}

static void print(const char *text, int length) {
    for (int at = 0; at < length; at++) {
        if (!strncmp(text + at, "\xe2\x80\x8b", 3)) at += 2;
        else putchar(text[at]);
    }
    putchar('\n');
}

int main(int count, char **given) {
    if (count != 8) return 1;
    search(given[1], given[7]);
    loaded(given[4]);
    Library pango = loaded(given[5]), ft2 = loaded(given[6]);
    static char text[MOST];
    FILE *file = fopen(given[2], "rb");
    if (!file) return 1;
    size_t size = fread(text, 1, MOST - 1, file);
    void *(*font_map)(void) = call(ft2, "pango_ft2_font_map_new");
    void *(*context_of)(void *) = call(pango, "pango_font_map_create_context");
    void *(*layout_in)(void *) = call(pango, "pango_layout_new");
    void *(*font)(const char *) = call(pango, "pango_font_description_from_string");
    void (*set_font)(void *, void *) = call(pango, "pango_layout_set_font_description");
    void (*set_width)(void *, int) = call(pango, "pango_layout_set_width");
    void (*set_wrap)(void *, int) = call(pango, "pango_layout_set_wrap");
    void (*set_text)(void *, const char *, int) = call(pango, "pango_layout_set_text");
    int (*line_count)(void *) = call(pango, "pango_layout_get_line_count");
    Line *(*line_at)(void *, int) = call(pango, "pango_layout_get_line_readonly");
    int (*version)(void) = call(pango, "pango_version");
    void *layout = layout_in(context_of(font_map()));
    set_font(layout, font("Itaxl Sarabun 16px"));
    set_width(layout, atoi(given[3]) * SCALE);
    set_wrap(layout, WRAP_WORD);
    set_text(layout, text, (int)size);
    int (*unknown)(void *) = call(pango, "pango_layout_get_unknown_glyphs_count");
    fprintf(stderr, "Pango %d, %d letters without a form\n", version(), unknown(layout));
    for (int number = 0; number < line_count(layout); number++) {
        Line *line = line_at(layout, number);
        print(text + line->start, line->length);
    }
    return 0;
}
