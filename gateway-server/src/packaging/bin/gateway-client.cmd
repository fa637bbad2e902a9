@echo off
rem Starts gateway-client by a Java of version 17 or newer: the one of JAVA_HOME, else the first of PATH.
rem GATEWAY_CLIENT_OPTS holds further options for Java, such as -Xmx256m.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"

set "VERSION="
for /f "tokens=3" %%v in ('^""%JAVA%" -version 2^>^&1 ^| findstr /c:version^"') do if not defined VERSION set "VERSION=%%~v"
if not defined VERSION goto none
for /f "delims=.-+_" %%m in ("%VERSION%") do set "MAJOR=%%m"
if %MAJOR% LSS 17 goto old

"%JAVA%" -Dspinngate.script=yes -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms8m -XX:NewSize=3m -XX:MaxNewSize=16m %GATEWAY_CLIENT_OPTS% -jar "%~dp0..\lib\gateway-client.jar" %*
exit /b %ERRORLEVEL%

:none
echo gateway-client: no Java found: install Java 17 or newer, or set JAVA_HOME 1>&2
exit /b 1

:old
echo gateway-client: "%JAVA%" is Java %VERSION%; install Java 17 or newer, or set JAVA_HOME 1>&2
exit /b 1
