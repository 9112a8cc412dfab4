/* python.exe: starts the Python of the library beside it, whose name the compiler is told. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, wchar_t **given) {
    HMODULE library = LoadLibraryW(PYTHON);
    if (!library) {
        fprintf(stderr, "Python's library cannot be loaded: %lu\n", GetLastError());
        return 99;
    }
    int (*python)(int, wchar_t **) = (void *)GetProcAddress(library, "Py_Main");
    return python(count, given);
}
