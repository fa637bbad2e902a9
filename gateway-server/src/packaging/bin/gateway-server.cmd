@echo off
rem Starts gateway-server by a Java of version 17 or newer: the one of JAVA_HOME, else the first of PATH.
rem GATEWAY_SERVER_OPTS holds further options for Java, such as -Xmx256m.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

set "VERSION="
for /f "tokens=3" %%v in ('^""%JAVA%" -version 2^>^&1 ^| findstr /c:version^"') do if not defined VERSION set "VERSION=%%~v"
if not defined VERSION goto none
for /f "delims=.-+_" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% LSS 17 goto old

rem As in the script for POSIX: a server without memory ends, leaves no copy of its memory, and nobody attaches to it.
"%JAVA%" -Dspinngate.script=yes -XX:+CrashOnOutOfMemoryError -XX:-CreateCoredumpOnCrash -XX:+DisableAttachMechanism %GATEWAY_SERVER_OPTS% -jar "%~dp0..\lib\gateway-server.jar" %*
exit /b %ERRORLEVEL%

:none
echo gateway-server: no Java found: install Java 17 or newer, or set JAVA_HOME 1>&2
exit /b 1

:old
echo gateway-server: "%JAVA%" is Java %VERSION%; install Java 17 or newer, or set JAVA_HOME 1>&2
exit /b 1
